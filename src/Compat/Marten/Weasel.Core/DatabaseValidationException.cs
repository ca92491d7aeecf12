namespace Weasel.Core.Migrations;

/// <summary>The database is not as the store needs it. The message carries the DDL that would mend it.</summary>
public class DatabaseValidationException(string databaseName, string ddl)
    : Exception($"Configuration to Schema Validation for Database '{databaseName}' Failed! These changes detected:\n\n{ddl}");
