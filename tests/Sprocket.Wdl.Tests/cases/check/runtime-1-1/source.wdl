version 1.1

task t {
  input {
    String? image
  }

  command <<<>>>

  runtime {
    container: image
    cpu: true
    memory: "2 GB"
    preemptible: 1
    cpu: 2
    anything: [image]
  }
}
