version 1.2

struct Person {
  String name
  File? cv
}

task t {
  input {
    Person person
    String? image
    Int attempt = 1
  }

  command <<<
    echo ~{person.name} ~{task.name} ~{task.memry} ~{task.return_code} ~{task.max_retries} ~{task.disks["/"]}
  >>>

  output {
    String out = stdout()
    Int code = task.return_code
    String release = task.meta.version
  }

  requirements {
    container: image
    docker: "ubuntu"
    cpu: "four"
    memory: 2.5
    preemptible: 3
    max_cpu: 4
    retrun_codes: [0, 1]
    maxRetries: attempt
    gpu: 1
    disks: ["a", "b"]
    fpga: task.attempt > 1
  }

  hints {
    max_memory: true
    short_task: "yes"
    anything: [1, 2]
    inputs: input {
      person.name: hints { min_length: 3 },
      person.nam: hints { min_length: 3 },
      persn: hints { min_length: 3 },
      person.cv: true
    }
    outputs: output {
      out: hints { nested: hints { a: 1 } }
    }
  }

  meta {
    version: "1"
  }

  parameter_meta {
    person: "who"
    code: "the code"
    imge: "typo"
  }
}

workflow main {
  input {
    Boolean nested
  }

  hints {
    allow_nested_inputs: nested
    allowNestedInputs: "yes"
    other: { "a": [1, 2] }
  }
}
