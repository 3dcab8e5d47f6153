version 1.1

task t {
  command <<<
    echo ~{a +} ~{} ~{a b} ~{f(} ~{"x}
    echo ~{ok}
  >>>
  output {
    String s = "~{a +} and ~{[1,} and ~{fine}"
    String t = 1 +
    String u = "fine"
  }
}
