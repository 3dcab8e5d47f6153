version 1.2

struct Person {
  String name
  Directory home

  meta {
    about: "a person"
  }
  parameter_meta {
    name: "what they are called"
  }
}

task greet {
  input {
    env String greeting
    Person person
    env Array[File]? files
  }
  env Person copy = person
  Int env = 2 ** 3 ** 2
  String text = <<<
    Dear ~{person.name},
      \
      hello
  >>>
  command <<<
    echo "$greeting" ~{task.attempt + 1}
  >>>
  requirements {
    container: ["a", "b"]
    cpu: 4
    max_retries: task.attempt
  }
  hints {
    short_task: true
    inputs: input {
      person.name: hints { min_length: 3 },
      person.home: hints {
        localization_optional: true
      }
      files: hints {}
    }
    outputs: output {
      result: hints { max_length: 5 }
    }
    aws: hints { type: "p5" }
  }
  output {
    Int code = task.return_code
    File result = "x"
  }
  meta {
    long: <<<
      several
      lines
    >>>
  }
}

workflow main {
  call greet { greeting = "hi", person }
  call greet as again {}
  hints {
    allow_nested_inputs: true
  }
}
