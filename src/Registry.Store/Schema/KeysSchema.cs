namespace Registry.Store.Schema;

/// <summary>Schema and role of the database <c>registry_keys</c> on cluster two: wrapped keys and nothing else.</summary>
public static class KeysSchema
{
    /// <summary>Login of the service on cluster two.</summary>
    public const string Role = "registry_keys";

    /// <summary>Makes role and tables where there are none; does nothing where this version stands.</summary>
    /// <param name="superuser">Connection string of a superuser to the database of cluster two.</param>
    /// <exception cref="SchemaException">A newer version stands there.</exception>
    public static Task Apply(string superuser, CancellationToken cancel = default) =>
        SchemaScripts.Apply(superuser, "keys.schema_version", [["keys"]], cancel);
}
