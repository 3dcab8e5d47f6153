version 1.2

task greet {
  input {
    String name
    Int times = 2
  }
  String text = "hello ~{name}"
  command <<<
    for i in $(seq ~{times}); do echo "~{text}"; done > greeting.txt
  >>>
  output {
    File greeting = "greeting.txt"
    File? missing = "nothing.txt"
    String said = text
  }
}
