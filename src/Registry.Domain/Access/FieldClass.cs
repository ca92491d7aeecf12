namespace Registry.Domain.Access;

/// <summary>
/// What kind of thing a field says. Need to know is decided by class, and every class of every person has a key of its own.
/// </summary>
/// <remarks>
/// The number is written into each sealed value and is never reused: a field that moves to another class later keeps the
/// number it was sealed with. Source of the list: law.md 10.4 (derived from Decision 22/2015 article by article).
/// </remarks>
public enum FieldClass : byte
{
    /// <summary>Not declared. Never permitted, never sealed.</summary>
    Unspecified = 0,

    /// <summary>Status and route: victim, relative or minor, verified or not, how she was received.</summary>
    Status = 1,

    /// <summary>Full name and birth year: the least that a treating or caring agency must know.</summary>
    IdentityMinimum = 2,

    /// <summary>Core identity: other names, sex, full birth date, nationality, ethnic group.</summary>
    CoreIdentity = 3,

    /// <summary>Identity numbers. Twelve digits tell sex, birth year and home province, so they are a class of their own.</summary>
    IdentityNumbers = 4,

    /// <summary>Where the person is now and how she can be reached.</summary>
    CurrentPlace = 5,

    /// <summary>Permanent address.</summary>
    HomeAddress = 6,

    /// <summary>What was done to the person.</summary>
    Exploitation = 7,

    /// <summary>Evidence, and that the person supplied it (Decree 62/2012 Art. 7.1).</summary>
    Evidence = 8,

    /// <summary>Health and psychological needs.</summary>
    Health = 9,

    /// <summary>Links to relatives and accompanying minors. Walking one is its own line.</summary>
    Relatives = 10,

    /// <summary>That a protection dossier exists.</summary>
    ProtectionExistence = 11,

    /// <summary>Requests and decisions on measures, the threat that they answer.</summary>
    ProtectionDecision = 12,

    /// <summary>Places and guards of a measure.</summary>
    ProtectionOperation = 13,

    /// <summary>Support and money.</summary>
    Support = 14,

    /// <summary>Verification and certificates.</summary>
    Verification = 15,

    /// <summary>Lines of the access log.</summary>
    AccessLines = 16,

    /// <summary>Counts over many people.</summary>
    Aggregates = 17,

    /// <summary>
    /// What an event says besides its fields: agencies, clauses, links. Opened to rebuild the facts of a person, never released to anybody.
    /// </summary>
    Facts = 18,

    /// <summary>Who may act: proposals, officers, keys and grants of the directory. Never about a person of the registry.</summary>
    Directory = 40,

    /// <summary>What is no secret: code lists, law tables, the agencies of a day.</summary>
    Reference = 41,
}
