-- Last of all. Event triggers can only be made, disabled or dropped by a superuser.
create event trigger registry_freeze on ddl_command_start execute function guards.freeze();
alter event trigger registry_freeze enable always;
