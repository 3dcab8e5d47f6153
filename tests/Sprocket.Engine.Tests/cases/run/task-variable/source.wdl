version 1.2

task info {
  meta { description: "what it is" }
  command <<<
    echo "~{task.name} ~{task.cpu} ~{task.memory} ~{task.attempt} ~{task.meta.description}~{task.ext.nothing}" > out
    exit 3
  >>>
  output {
    File out = "out"
    Int? code = task.return_code
    String? image = task.container
    Boolean enough = task.memory >= 1000
  }
  requirements {
    container: "ubuntu:latest"
    cpu: 1.5
    memory: "2 KiB"
    return_codes: [0, 3]
  }
}
