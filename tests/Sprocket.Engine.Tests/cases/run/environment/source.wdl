version 1.2

struct Sample {
  String name
  Int n
}

task show {
  input {
    env String text = "a 'b' \"c\" $d"
    env Sample sample = Sample { name: "x", n: 1 }
  }
  env Int number = 7
  command <<<
    printf '%s' "$text" > text
    printf '%s' "$sample" > sample
    printf '%s' "$number" > number
  >>>
  output {
    File text_out = "text"
    File sample_out = "sample"
    File number_out = "number"
  }
}
