using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Assignments;
using Registry.Domain.Emergencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Merging;
using Registry.Domain.People;
using Registry.Domain.Relatives;
using Registry.Domain.Support;
using Registry.Domain.Verification;

namespace Registry.Domain.Victims;

/// <summary>Stream <c>person</c>, folded: a victim or a relative. Holds no personal data.</summary>
public sealed record PersonState(
    PersonKind Kind,
    AgencyCode Registrar,
    string? EntryPoint,
    Channel? Channel,
    Guid? Announcement,
    Guid? Victim,
    Kinship? Kinship,
    bool Accompanies,
    bool Minor,
    VerificationOutcome? Verification,
    CertificateKind? Certificate,
    ImmutableArray<Reception> Receptions,
    ImmutableArray<Referral> Referrals,
    ImmutableArray<RelativeLink> Relatives,
    ImmutableArray<Relation> Relations)
{
    /// <summary>What she was given and is to be given.</summary>
    public SupportState Support { get; init; } = SupportState.Empty;

    /// <summary>Other records of the same human being.</summary>
    public MergeState Merge { get; init; } = MergeState.None;

    /// <summary>How far the verification came: requests, findings, certificates.</summary>
    public VerificationState Verifying { get; init; } = VerificationState.Empty;

    /// <summary>Who she is, who belongs to her, who speaks for her, what she agreed to.</summary>
    public PeopleState People { get; init; } = PeopleState.Empty;

    /// <summary>Emergency looks that officers took, and their reviews.</summary>
    public GlassState Glass { get; init; } = GlassState.Empty;

    /// <summary>Officers to whom agencies gave the case.</summary>
    public AssignmentState Assigned { get; init; } = AssignmentState.Empty;

    /// <summary>The referral with the id, or null.</summary>
    public Referral? FindReferral(Guid id) => Referrals.FirstOrDefault(r => r.Id == id);

    internal static PersonState Created(VictimRegistered e, Guid id) => VerificationFold.Registered(
        Created(e, PersonKind.Victim, e.Registrar, id) with
        {
            EntryPoint = e.EntryPoint,
            Channel = e.Channel,
            Announcement = e.Announcement,
            Relations = Opening(e, e.Registrar, id).Open(e.ProposedReceivers, RelationKind.ProposedReceiver, e.OccurredOn, id),
        }, e, id);

    internal static PersonState Created(RelativeRegistered e, Guid id) =>
        Created(e, PersonKind.Relative, e.Registrar, id) with
        {
            Victim = e.Victim,
            Kinship = e.Kinship,
            Accompanies = e.Accompanies,
            Minor = e.Minor,
            Relations = Opening(e, e.Registrar, id, e.InCare ? RelationKind.Carer : RelationKind.Registrar)
                .Open(e.ProposedReceivers, RelationKind.ProposedReceiver, e.OccurredOn, id)
                .Open(e.Parties, RelationKind.CaseParty, e.OccurredOn, id),
        };

    /// <summary>The next state; an event that does not belong here changes nothing.</summary>
    internal PersonState Apply(DomainEvent happened, Guid id) => VerificationFold.Apply(Changed(happened, id), happened, id);

    private PersonState Changed(DomainEvent happened, Guid id) => happened switch
    {
        RelativeAdded e => this with { Relatives = Relatives.Add(new RelativeLink(e.Relative, e.Accompanies) { House = e.InCare ? e.By : null }) },
        KinCorrected e => KinCorrection.Apply(this, e, id),
        RelativeLinkCorrected e => this with { Relatives = [.. Relatives.Select(r => r.Relative == e.Relative ? r with { Accompanies = e.Accompanies } : r)] },
        IdentityAmended { Minor: { } minor } e => this with { Minor = minor, People = People.Apply(e) },
        PersonReceived e => this with
        {
            Receptions = Receptions.Add(new Reception(e.Agency, e.Lead, e.OccurredOn)),
            Relations = Relations
                .Close(e.Agency, e.OccurredOn, RelationKind.ProposedReceiver)
                .OpenOnce(e.Agency, RelationKind.Receiver, e.OccurredOn, id, e.Veiled),
        },
        VerificationRecorded e => this with { Support = Support.Apply(e, id) },
        ReferralProposed e => this with
        {
            Referrals = Referrals.Add(new Referral(
                e.Referral, e.From, e.To, e.Purpose, e.Named, e.Need, e.Wish, e.Clause, ReferralStatus.Proposed)
            {
                ProposedOn = e.OccurredOn,
                AnswerBy = e.AnswerBy,
                EndsOn = e.EndsOn,
                SpokenBy = e.SpokenBy,
                Withheld = e.Withheld,
            }),
            Relations = Relations.Add(new Relation(
                e.To, RelationKind.ReferralProposed, e.OccurredOn, Earlier(e.AnswerBy?.DaysLater(1), e.EndsOn), e.Referral, e.Named, null)),
        },
        ReferralAnswered e when FindReferral(e.Referral) is { } referral => Answered(e, referral),
        PersonHandedOver e when FindReferral(e.Referral) is { } referral => HandedOver(e, referral, id),
        ReferralWithdrawn e when FindReferral(e.Referral) is { } referral => Withdrawn(referral, e.OccurredOn),
        PersonTransferred e => Moved(e.From, e.To, e.AsCarer ? RelationKind.Carer : RelationKind.Receiver, e.OccurredOn, id),
        GlassBroken or GlassReviewed => this with { Glass = Glass.Apply(happened) },
        OfficerAssigned or AssignmentRevoked => this with { Assigned = Assigned.Apply(happened) },
        ISupportEvent => this with { Support = Support.Apply(happened, id) },
        PersonMerged or PersonUnmerged => this with { Merge = Merge.Apply(happened) },
        ContactBlocked e => (this with { People = People.Apply(e) }).WithoutTheLink(e),
        _ => this with { People = People.Apply(happened) },
    };

    private PersonState Answered(ReferralAnswered e, Referral referral)
    {
        var closed = Relations.CloseSource(referral.To, e.OccurredOn, referral.Id, RelationKind.ReferralProposed);
        return this with
        {
            // Who answers may have taken the addressee's place since.
            Referrals = Referrals.Replace(
                referral, referral with { To = e.By, Status = e.Accepted ? ReferralStatus.Accepted : ReferralStatus.Declined, Conditional = e.Conditional }),
            Relations = e.Accepted
                ? closed.Add(new Relation(e.By, RelationKind.ReferralAccepted, e.OccurredOn, referral.EndsOn, referral.Id, referral.Named, null) { Withheld = referral.Withheld })
                : closed,
        };
    }

    private PersonState Withdrawn(Referral referral, DateOnly on) => this with
    {
        Referrals = Referrals.Replace(referral, referral with { Status = ReferralStatus.Withdrawn }),
        Relations = Relations
            .CloseSource(referral.To, on, referral.Id, RelationKind.ReferralProposed)
            .CloseSource(referral.To, on, referral.Id, RelationKind.ReferralAccepted),
    };

    /// <summary>The sender's reach ends the same day: it keeps that it handed over, and nothing of where she is now.</summary>
    private PersonState HandedOver(PersonHandedOver e, Referral referral, Guid id) => (this with
    {
        Referrals = Referrals.Replace(referral, referral with { Status = ReferralStatus.HandedOver }),
        Relations = Relations.CloseSource(referral.To, e.OccurredOn, referral.Id, RelationKind.ReferralAccepted),
    }).Moved(e.From, e.To, RelationKind.Carer, e.OccurredOn, id);

    /// <summary>
    /// The sender's other offers of her care end with it: it has nobody to hand over any more. An offer of reception to another stays: a labour office may be
    /// the next to receive her; <see cref="Victim.RecordReception"/> refuses it once a measure hides.
    /// </summary>
    private PersonState Moved(AgencyCode from, AgencyCode to, RelationKind becomes, DateOnly on, Guid id)
    {
        var others = Referrals.Where(r => r.From == from && r.Purpose == Purpose.Care && r.Status is (ReferralStatus.Proposed or ReferralStatus.Accepted));
        var closed = others.Aggregate(this, (state, referral) => state.Withdrawn(referral, on));
        return closed with
        {
            Support = closed.Support.HandedOver(from, on),
            Relations = closed.Relations
                .Close(from, on, RelationKind.Registrar, RelationKind.Receiver, RelationKind.ProposedReceiver, RelationKind.Carer)

                // Each hand-over anew: what an agency inherited ends with a hand-over of its own that comes after, not with an earlier one.
                .Add(new Relation(from, RelationKind.HandedOver, on, null, id, [], null))
                .OpenOnce(to, becomes, on, id),
        };
    }

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other : one;

    /// <summary>What other agencies hold of a relative only because they have to do with the victim ends with a block between the two.</summary>
    private PersonState WithoutTheLink(ContactBlocked e) => Kind == PersonKind.Relative && e.Other == Victim
        ? this with
        {
            Relations = Relations.CloseAll(e.OccurredOn, RelationKind.CaseParty, RelationKind.ProposedReceiver),
        }
        : this;

    private static PersonState Created(DomainEvent e, PersonKind kind, AgencyCode registrar, Guid id) =>
        new(kind, registrar, null, null, null, null, null, false, false, null, null, [], [], [], Opening(e, registrar, id));

    private static ImmutableArray<Relation> Opening(DomainEvent e, AgencyCode registrar, Guid id, RelationKind kind = RelationKind.Registrar) =>
        ImmutableArray<Relation>.Empty.OpenOnce(registrar, kind, e.OccurredOn, id);
}
