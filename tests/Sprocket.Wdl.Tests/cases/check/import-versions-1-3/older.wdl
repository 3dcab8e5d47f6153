version 1.1

task run {
  command <<<>>>
}
