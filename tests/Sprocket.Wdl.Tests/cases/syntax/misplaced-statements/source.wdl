version 1.1

Int x = 1

call a

task t {
  command <<< >>>
  call u { input: a = 1 }
  scatter (i in [1]) { call v }
  if (true) { }
}

workflow w {
  command <<< echo >>>
  runtime { cpu: 1 }
  else { }
  scatter (i in [1]) {
    Int y = i
    output { Int z = 1 }
}
