using Google.Protobuf.WellKnownTypes;

namespace Registry.V1;

/// <summary>Which lines of the access log an inspector asks for, in a list as in a watch. Every filter is optional; those that are set must all hold.</summary>
public interface IAccessFilters
{
    /// <summary>Whom a line is about: a random id.</summary>
    string PersonId { get; }

    /// <summary>Subject of the officer's tokens.</summary>
    string Officer { get; }

    /// <summary>Code of the agency.</summary>
    string Agency { get; }

    /// <summary>What for.</summary>
    Purpose Purpose { get; }

    /// <summary>Granted or refused.</summary>
    FieldClass FieldClass { get; }

    /// <summary>OK, or the reason of a refusal.</summary>
    string Outcome { get; }

    /// <summary>Sort of line.</summary>
    AccessKind Kind { get; }

    /// <summary>From this moment on.</summary>
    Timestamp? From { get; }

    /// <summary>Before this moment.</summary>
    Timestamp? Until { get; }
}

/// <content>The filters of a list.</content>
public sealed partial class ListAccessesRequest : IAccessFilters;

/// <content>The filters of a watch.</content>
public sealed partial class WatchAccessesRequest : IAccessFilters;
