namespace Registry.Domain.People;

/// <summary>What a contact is to the person. Numbers stand in sealed values and are never reused.</summary>
public enum ContactRole
{
    Unspecified = 0,
    Family = 1,
    Guardian = 2,
    Friend = 3,
    Professional = 4,
    Employer = 5,
    Other = 6,
}

/// <summary>On what ground somebody represents a person (Civil Code; Law 66/2011 Art. 24.1, 31.2 name the lawful representative).</summary>
public enum RepresentativeKind
{
    Unspecified = 0,

    /// <summary>Father or mother of a minor.</summary>
    Parent = 1,

    /// <summary>Guardian of a minor or of an adult who cannot act.</summary>
    Guardian = 2,

    /// <summary>Appointed by a court or another authority.</summary>
    Appointed = 3,

    /// <summary>By the person's own power of attorney.</summary>
    Authorised = 4,
}

/// <summary>Kinds of papers that are kept by reference.</summary>
public enum PaperKind
{
    Unspecified = 0,
    CitizenId = 1,
    OldId = 2,
    Passport = 3,
    BirthRegistration = 4,
    RepatriationCertificate = 5,
    TravelPaper = 6,
    ForeignId = 7,
    OriginCertificate = 8,
    GuardianshipPaper = 9,
    PowerOfAttorney = 10,
    Other = 11,
}
