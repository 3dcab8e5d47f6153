version 1.0

task greet {
  input {
    String name = "world"
  }

  command <<<
    echo ~{name}
  >>>
}
