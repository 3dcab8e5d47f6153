version 1.2

task t {
  command <<< >>>
  runtime { cpu: 1 }
  requirements { cpu: 1 }
}

task u {
  command <<< >>>
  hints { short_task: true }
  runtime { cpu: 1 }
}
