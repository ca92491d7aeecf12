namespace Marten.Exceptions;

/// <summary>The DDL of the schema was refused by the database.</summary>
public class MartenSchemaException(object subject, string ddl, Exception inner)
    : MartenException($"DDL Execution for '{subject}' Failed!\n\n{ddl}", inner);
