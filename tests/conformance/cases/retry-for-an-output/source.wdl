version 1.2

task late {
  command <<<
    if [ ~{task.attempt} = 2 ]; then echo "at ~{task.attempt}" > out.txt; fi
  >>>
  output {
    File out = "out.txt"
    Int attempt = task.attempt
  }
  requirements { max_retries: 3 }
}

workflow w {
  call late
  output {
    String text = read_string(late.out)
    Int attempt = late.attempt
  }
}
