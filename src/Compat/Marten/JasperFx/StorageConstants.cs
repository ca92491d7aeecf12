namespace JasperFx;

/// <summary>Names that stand in every row.</summary>
public static class StorageConstants
{
    /// <summary>Tenant of a store without tenants.</summary>
    public const string DefaultTenantId = "*DEFAULT*";
}
