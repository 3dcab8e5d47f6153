version 1.2

# Declarations that are put into the environment arrive there as they are, whatever is in them.
task environment {
    input {
        env String text
        env Array[Int] numbers
        env File file
    }

    env Float half = 0.5

    command <<<
        printf '%s\n' "$text" >text
        printf '%s\n' "$numbers" >numbers.json
        cat "$file" >content
        echo "$half" >half
    >>>

    output {
        String text_out = read_string("text")
        Array[Int] numbers_out = read_json("numbers.json")
        String content = read_string("content")
        Float half_out = read_float("half")
    }
}
