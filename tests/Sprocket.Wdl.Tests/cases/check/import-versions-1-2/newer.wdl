version 1.3

task run {
  command <<<>>>
}
