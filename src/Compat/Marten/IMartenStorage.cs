using JasperFx;
using Marten.Storage;

namespace Marten;

/// <summary>Schema of the store.</summary>
public interface IMartenStorage
{
    IMartenDatabase Database { get; }

    /// <summary>DDL of everything, from nothing.</summary>
    string ToDatabaseScript();

    /// <summary>Creates what is missing, whatever the store's <see cref="AutoCreate"/> says.</summary>
    /// <exception cref="Exceptions.MartenSchemaException">The database refused the DDL.</exception>
    Task ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate? @override = null);
}
