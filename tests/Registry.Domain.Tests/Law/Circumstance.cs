using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Law;

/// <summary>Who she is under Art. 6 of Decree 62/2012 and Law 53/2024 Art. 34.</summary>
public enum Protected
{
    Victim,
    Awaiting,
    NotVictim,
    KinWhoCameAlong,
    KinWhoStayed,
    MinorNotKin,
}

/// <summary>How the agency came to her.</summary>
public enum Tie
{
    Stranger,
    Received,

    /// <summary>Received her and handed her over since: what it had is over.</summary>
    HandedOver,
    InCare,

    /// <summary>Was asked for the measure.</summary>
    Asked,
}

/// <summary>One row of the table of circumstances, as events of a record.</summary>
/// <param name="Who">Who she is.</param>
/// <param name="Tie">How the agency came to her.</param>
/// <param name="Asker">Kind of the agency that asked; null where nobody did.</param>
/// <param name="AskedBy">On whose asking; null where nobody did.</param>
/// <param name="Area">Where the request says she is; null where it does not.</param>
public sealed record Circumstance(Protected Who, Tie Tie, AgencyKind? Asker = null, AskedBy? AskedBy = null, string? Area = null)
{
    /// <summary>Whoever else has a part; none of the agencies that decide, for what it did would be a door of theirs.</summary>
    private static readonly AgencyCode Registrar = new("REGISTRAR"), Carer = new("CARER");

    /// <summary>First day of the law of 2024.</summary>
    public static readonly DateOnly LawOf2024 = new(2025, 7, 1);

    /// <summary>One of each time that a cell knows.</summary>
    public static DateOnly[] Days { get; } = [Hue.Day, new(2025, 3, 15), LawOf2024.AddDays(1)];

    /// <summary>Every combination.</summary>
    public static Circumstance[] All { get; } =
    [
        .. Enum.GetValues<Protected>().SelectMany(who => Enum.GetValues<Tie>().Where(t => t != Tie.Asked).Select(tie => new Circumstance(who, tie))),
        .. from who in Enum.GetValues<Protected>()
           from asker in new[] { AgencyKind.LabourDepartment, AgencyKind.HealthDepartment, AgencyKind.ProvincialPolice }
           from asked in Enum.GetValues<AskedBy>()
           // Who asked and where she is count for different agencies: the area is varied with one asker.
           from area in asker == AgencyKind.ProvincialPolice ? new[] { null, InventedProvince.Here, InventedProvince.Elsewhere } : [null]
           select new Circumstance(who, Tie.Asked, asker, asked, area),
    ];

    /// <summary>The relations of an agency that came to her so.</summary>
    public RelationKind[] Relations => Tie switch
    {
        Tie.Received => [RelationKind.Receiver],
        Tie.HandedOver => [RelationKind.HandedOver],
        Tie.InCare => [RelationKind.Carer],
        Tie.Asked => [RelationKind.RequestAddressee],
        _ => [],
    };

    /// <summary>The record as the agency finds it on the day, with a request for the clause where one was made.</summary>
    public SubjectState State(Actor agency, int clause, DateOnly day)
    {
        var state = Registered();
        void Happened(string stream, DomainEvent happened) => state = state.Apply(stream, happened, Guid.NewGuid());
        void Over(AgencyCode from, AgencyCode to)
        {
            var referral = Guid.NewGuid();
            Happened(StreamTypes.Person, new ReferralProposed(Hue.Day, referral, from, to, Purpose.Care, [], true, true, "-"));
            Happened(StreamTypes.Person, new PersonHandedOver(Hue.Day, referral, from, to, "-"));
        }

        if (Tie is Tie.Received or Tie.HandedOver) Happened(StreamTypes.Person, new PersonReceived(Hue.Day, agency.Agency, true));
        if (Tie == Tie.HandedOver) Over(agency.Agency, Carer);
        if (Tie == Tie.InCare) Over(Registrar, agency.Agency);
        if (Tie == Tie.Asked)
            Happened(StreamTypes.Dossier, new ProtectionRequested(
                day, Guid.NewGuid(), state.Subject, Guid.NewGuid(), clause, Registrar, Asker!.Value, agency.Agency, Area, AskedBy));
        return state;
    }

    private SubjectState Registered()
    {
        var state = SubjectState.Empty(Hue.Subject);
        SubjectState With(DomainEvent happened) => state = state.Apply(StreamTypes.Person, happened, Guid.NewGuid());
        SubjectState Relative(Kinship? kinship, bool along, bool minor) => With(new RelativeRegistered(Hue.Day, Registrar, Guid.NewGuid(), kinship, along, minor, [], []));
        SubjectState Victim(VerificationOutcome? found)
        {
            With(new VictimRegistered(Hue.Day, Registrar, InventedProvince.Here, Channel.DiplomaticChannel, null, []));
            return found is { } outcome ? With(new VerificationRecorded(Hue.Day, Registrar, outcome, [])) : state;
        }

        return Who switch
        {
            Protected.Victim => Victim(VerificationOutcome.Confirmed),
            Protected.Awaiting => Victim(null),
            Protected.NotVictim => Victim(VerificationOutcome.NotVictim),
            Protected.KinWhoCameAlong => Relative(Kinship.Sibling, along: true, minor: false),
            Protected.KinWhoStayed => Relative(Kinship.Sibling, along: false, minor: false),
            _ => Relative(null, along: true, minor: true),
        };
    }
}
