-- Opens the change window of a version; the transaction that opens it closes it.
alter event trigger registry_freeze disable;
