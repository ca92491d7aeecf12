namespace Registry.Verify.Exports;

/// <summary>A code of a code system.</summary>
internal readonly record struct FhirCode(string System, string Code);

/// <summary>
/// Which pattern of IHE BALP (1.1, FHIR R4) a line follows. A profile is named only where the line keeps all that it demands; BALP describes successes
/// alone, so a denial follows its authorization decision without claiming the profile, which asks for a consent.
/// </summary>
/// <param name="Profile">Name behind <c>IHE.BasicAudit.</c>; null for none.</param>
/// <param name="Type">AuditEvent.type.</param>
/// <param name="Subtypes">AuditEvent.subtype.</param>
/// <param name="Action">AuditEvent.action.</param>
/// <param name="Outcome">AuditEvent.outcome: 0 success, 8 serious failure.</param>
/// <param name="User">Type of the officer's agent.</param>
/// <param name="Client">Type of the calling program's agent.</param>
/// <param name="Server">Type of the registry's agent.</param>
internal sealed record FhirPattern(string? Profile, FhirCode Type, IReadOnlyList<FhirCode> Subtypes, string Action, string Outcome, FhirCode User, FhirCode Client, FhirCode Server)
{
    private const string Dicom = "http://dicom.nema.org/resources/ontology/DCM";
    private const string Interactions = "http://hl7.org/fhir/restful-interaction";
    private const string Participations = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    private const string Success = "0", Failure = "8";

    /// <summary>Services whose subject is the log itself.</summary>
    private static readonly string[] OfTheLog = ["AuditService/", "AccessService/"];

    /// <summary>How methods that only read begin; every other one is an act.</summary>
    private static readonly string[] Reading = ["Get", "List", "Verify", "Find", "Search", "Check", "Watch", "Replay", "Who", "Subject"];

    private static readonly FhirCode Rest = new("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest");
    private static readonly FhirCode Read = new(Interactions, "read"), Update = new(Interactions, "update"), Operation = new(Interactions, "operation");
    private static readonly FhirCode LogUsed = new(Dicom, "110101"), Application = new(Dicom, "110150");
    private static readonly FhirCode Source = new(Dicom, "110153"), Destination = new(Dicom, "110152");
    private static readonly FhirCode Recipient = new(Participations, "IRCP"), Author = new(Participations, "AUT");

    /// <summary>The pattern of a line.</summary>
    /// <param name="said">What it says.</param>
    /// <param name="aboutPerson">It names a person.</param>
    internal static FhirPattern Of(Said said, bool aboutPerson)
    {
        var method = said.Method;
        var ofTheLog = OfTheLog.Any(service => method.StartsWith(service, StringComparison.Ordinal));
        var reads = Reading.Any(verb => method[(method.IndexOf('/', StringComparison.Ordinal) + 1)..].StartsWith(verb, StringComparison.Ordinal));
        var person = aboutPerson ? "Patient" : "";
        return said.Kind switch
        {
            "start" or "adoption" or "erasure" => new(null, new(Dicom, "110100"), [new(Dicom, "110120")], "E", Success, Author, Application, Destination),
            "denial" => new(null, new(Dicom, "110113"), [new("https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType", "AuthZ-Role")], "E", Failure, Recipient, Application, Destination),
            // The data flows from the registry to the caller.
            "intent" when reads => new(person + "Read", Rest, ofTheLog ? [Read, LogUsed] : [Read], "R", Success, Recipient, Destination, Source),
            "outcome" when said.Changed => new(person + "Update", Rest, [Update], "U", Success, Author, Source, Destination),
            // What an act was allowed to do, before it did anything; and one that changed nothing.
            "outcome" => new(null, Rest, [Update], "U", said.Text("outcome") == "OK" ? Success : Failure, Author, Source, Destination),
            _ => new(null, Rest, [Operation], "E", Success, Author, Source, Destination),
        };
    }
}
