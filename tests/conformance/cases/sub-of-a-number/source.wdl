version 1.1

# SPEC "Static Analysis and Dynamic Evaluation": the example bad_sub.
task bad_sub {
    Int i = 111222333
    String s = sub(i, "2", "4")

    command <<<
        echo ~{s}
    >>>
}
