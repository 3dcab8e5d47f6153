version 1.1

task first {
  command <<< >>>
  runtime {
    cpu: 1
  }

task second {
  command <<< >>>
}
