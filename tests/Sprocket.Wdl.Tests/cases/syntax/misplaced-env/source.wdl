version 1.2

task t {
  command <<< >>>
  output { env Int a = 1 }
}

workflow w {
  input { env String b }
  env Int c = 2
}
