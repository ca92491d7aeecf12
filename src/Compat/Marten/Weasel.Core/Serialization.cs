namespace Weasel.Core;

/// <summary>How an enum is written as JSON.</summary>
public enum EnumStorage
{
    AsInteger,
    AsString,
}

/// <summary>How a property name is written as JSON.</summary>
public enum Casing
{
    /// <summary>As the property is written in C#.</summary>
    Default,
    CamelCase,
    SnakeCase,
}
