version 1.1

task alone {
  command <<< >>>
}
