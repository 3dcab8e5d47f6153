version 1.2

task bump {
  input {
    Int n
    Int by = 1
  }
  command <<< true >>>
  output { Int sum = n + by }
}

workflow inner {
  input {
    Int n
    Int step = 2
  }
  call bump { n, by = step }
  call bump as again { n = bump.sum }
  output { Int sum = again.sum }
}
