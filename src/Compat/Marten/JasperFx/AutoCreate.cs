namespace JasperFx;

/// <summary>What the store may do to the database's schema on its own.</summary>
public enum AutoCreate
{
    /// <summary>In this subset the same as <see cref="CreateOrUpdate"/>: nothing is ever dropped.</summary>
    All,

    /// <summary>Creates what is missing, at first use.</summary>
    CreateOrUpdate,

    /// <summary>In this subset the same as <see cref="CreateOrUpdate"/>.</summary>
    CreateOnly,

    /// <summary>No DDL at run time. Only an explicit call applies the schema.</summary>
    None,
}
