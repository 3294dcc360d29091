# `make reference` writes this file from the commands' own descriptions; do not edit it.

_nightjar() {
  local current=${COMP_WORDS[COMP_CWORD]} command="" word words
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in -*) ;; *) case " run approve status runs show next rejects archive setup migrate check scaffold list verify adopt " in *" $word "*) command="${command:+$command }$word" ;; esac ;; esac
  done
  case $command in
    "") words="run approve status runs show next rejects archive setup migrate check scaffold --help --config --json --color --version" ;;
    "run") words="--help --json --color --version --source --from-run --again --as-of --future" ;;
    "approve") words="--help --json --color --version --yes --future" ;;
    "status") words="--help --json --color --version" ;;
    "runs") words="--help --json --color --version --dataset --feed --outcome --limit" ;;
    "show") words="--help --json --color --version" ;;
    "next") words="--help --json --color --version" ;;
    "rejects") words="--help --json --color --version --dataset --feed --reason --limit --csv" ;;
    "archive") words="list verify adopt --help --json --color --version" ;;
    "archive list") words="--help --json --color --version" ;;
    "archive verify") words="--help --json --color --version" ;;
    "archive adopt") words="--help --json --color --version" ;;
    "setup") words="--help --json --color --version --module --admin --print" ;;
    "migrate") words="--help --json --color --version --module" ;;
    "check") words="--help --json --color --version --file" ;;
    "scaffold") words="--help --json --color --version --from" ;;
    *) words="" ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

complete -o default -F _nightjar nightjar
