version 1.3

task t {
  command <<<
    ~{task.previous.memory} ~{task.max_retries}
  >>>

  requirements {
    memory: select_first([task.previous.memory, 1024]) * (task.attempt + 1)
    cpu: task.cpu
    max_retries: task.previous.cpus
  }
}
