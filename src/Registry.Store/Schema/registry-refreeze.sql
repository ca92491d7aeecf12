alter event trigger registry_freeze enable always;
