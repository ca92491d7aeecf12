-- A subject's row keeps its name: whoever could move it to another would make a person nobody, and lift what her record hides on those joined with it.
revoke update on registry.subject from registry_app;
grant update (version, sealed) on registry.subject to registry_app;
