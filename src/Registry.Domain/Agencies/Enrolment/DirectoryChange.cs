using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;

namespace Registry.Domain.Agencies;

/// <summary>What of an officer is compared with whom he looks at. Lies sealed with the directory.</summary>
/// <param name="Surname">His surname.</param>
/// <param name="Commune">Commune that he is of; empty where nobody said.</param>
public sealed record OfficerTraits(string Surname, string Commune);

/// <summary>One change of who may act. Proposed by one person, in force when another one approved it; the tables are never edited by it.</summary>
/// <param name="Agency">The agency that it is about.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(EnrolAgency), "enrol_agency")]
[JsonDerivedType(typeof(SuspendAgency), "suspend_agency")]
[JsonDerivedType(typeof(LiftAgency), "lift_agency")]
[JsonDerivedType(typeof(SucceedAgency), "succeed_agency")]
[JsonDerivedType(typeof(ChangeArea), "change_area")]
[JsonDerivedType(typeof(EnrolOfficer), "enrol_officer")]
[JsonDerivedType(typeof(SuspendOfficer), "suspend_officer")]
[JsonDerivedType(typeof(LiftOfficer), "lift_officer")]
[JsonDerivedType(typeof(SetOfficersMode), "set_officers_mode")]
[JsonDerivedType(typeof(SecondOfficer), "second_officer")]
[JsonDerivedType(typeof(RecallOfficer), "recall_officer")]
[JsonDerivedType(typeof(AddKey), "add_key")]
[JsonDerivedType(typeof(SuspendKey), "suspend_key")]
[JsonDerivedType(typeof(GiveGrant), "give_grant")]
[JsonDerivedType(typeof(GiveMandate), "give_mandate")]
[JsonDerivedType(typeof(EndMandate), "end_mandate")]
public abstract record DirectoryChange(AgencyCode Agency)
{
    /// <summary>The officer that it is about, or null.</summary>
    [JsonIgnore]
    public string? Whom => this switch
    {
        EnrolOfficer c => c.Officer,
        SuspendOfficer c => c.Officer,
        LiftOfficer c => c.Officer,
        SecondOfficer c => c.Officer,
        RecallOfficer c => c.Officer,
        _ => null,
    };

    /// <summary>A new agency stands from the day on.</summary>
    public sealed record EnrolAgency(AgencyCode Agency, AgencyKind Kind, AgencyCode? Under, string Area, string Vi, string En, DateOnly From)
        : DirectoryChange(Agency);

    /// <summary>Every call of the agency is refused from the approval on.</summary>
    public sealed record SuspendAgency(AgencyCode Agency) : DirectoryChange(Agency);

    public sealed record LiftAgency(AgencyCode Agency) : DirectoryChange(Agency);

    /// <summary>The agency ends on the day; relations and open duties are the successor's from then on.</summary>
    public sealed record SucceedAgency(AgencyCode Agency, AgencyCode Successor, DateOnly From) : DirectoryChange(Agency);

    /// <summary>The agency serves another area from the day on.</summary>
    public sealed record ChangeArea(AgencyCode Agency, string Area, DateOnly From) : DirectoryChange(Agency);

    public sealed record EnrolOfficer(AgencyCode Agency, string Officer) : DirectoryChange(Agency)
    {
        /// <summary>Whose name and home the officer's are, so that looks at his own people are marked for inspectors; null where nobody said.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public OfficerTraits? Traits { get; init; }
    }

    public sealed record SuspendOfficer(AgencyCode Agency, string Officer) : DirectoryChange(Agency);

    public sealed record LiftOfficer(AgencyCode Agency, string Officer) : DirectoryChange(Agency);

    /// <summary>Whether only enrolled officers of the agency act, or whomever its issuer vouches for.</summary>
    public sealed record SetOfficersMode(AgencyCode Agency, bool EnrolledOnly) : DirectoryChange(Agency);

    /// <summary>Decision 22/2015 Art. 3.3: the officer acts for the lead agency, and for no other, until the day.</summary>
    public sealed record SecondOfficer(AgencyCode Agency, string Officer, AgencyCode Lead, DateOnly Until) : DirectoryChange(Agency);

    /// <summary>Ends a secondment before its day.</summary>
    public sealed record RecallOfficer(AgencyCode Agency, string Officer) : DirectoryChange(Agency);

    /// <summary>A key that signs tokens of the agency's own issuer.</summary>
    /// <param name="Agency">The only agency that tokens signed with it may name.</param>
    /// <param name="Issuer">Claim <c>iss</c> of those tokens, exactly.</param>
    /// <param name="KeyId">RFC 7638 thumbprint; header <c>kid</c> of those tokens.</param>
    /// <param name="PublicKey">SubjectPublicKeyInfo of a P-256 key, base64.</param>
    /// <param name="Replaces">Id of a key that stops with this approval, or null.</param>
    public sealed record AddKey(AgencyCode Agency, string Issuer, string KeyId, string PublicKey, string? Replaces) : DirectoryChange(Agency);

    /// <summary>Tokens signed with the key prove nobody from the approval on. A suspended key never comes back.</summary>
    public sealed record SuspendKey(AgencyCode Agency, string KeyId) : DirectoryChange(Agency);

    /// <summary>The right of an outside system to ask.</summary>
    /// <param name="Agency">The outside system.</param>
    /// <param name="Document">Number of the document that grants it.</param>
    /// <param name="Article">Article that it rests on: a key of <c>legal-bases.md</c>.</param>
    /// <param name="Purposes">What it may ask for.</param>
    /// <param name="Classes">What it may be told.</param>
    /// <param name="Until">First day on which it is not in force any more.</param>
    public sealed record GiveGrant(
        AgencyCode Agency, string Document, string Article, ImmutableArray<Purpose> Purposes, ImmutableArray<FieldClass> Classes, DateOnly Until)
        : DirectoryChange(Agency);

    /// <summary>What lets named inspectors read lines of the access log.</summary>
    /// <param name="Agency">Their agency.</param>
    /// <param name="Number">Number of the document.</param>
    /// <param name="IssuedOn">Its date.</param>
    /// <param name="Authority">Who issued it.</param>
    /// <param name="Officers">Subjects of their tokens.</param>
    /// <param name="From">First day.</param>
    /// <param name="Until">First day on which it is not in force any more.</param>
    /// <param name="Scope">Which lines.</param>
    /// <param name="LinesADay">How many may be shown under it on one day.</param>
    public sealed record GiveMandate(
        AgencyCode Agency, string Number, DateOnly IssuedOn, string Authority, ImmutableArray<string> Officers, DateOnly From, DateOnly Until, MandateScope Scope, int LinesADay)
        : DirectoryChange(Agency);

    /// <summary>Ends a mandate before its day.</summary>
    public sealed record EndMandate(AgencyCode Agency, Guid Mandate) : DirectoryChange(Agency);
}
