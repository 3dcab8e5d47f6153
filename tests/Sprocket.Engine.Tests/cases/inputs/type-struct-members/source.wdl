version 1.2

struct Sample {
  String name
  Int? rank
}

task align {
  input {
    Sample sample
  }

  command <<<>>>
}
