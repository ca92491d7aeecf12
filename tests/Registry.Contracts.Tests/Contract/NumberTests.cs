using Google.Protobuf.Reflection;
using Registry.Domain.Victims;
using Registry.V1;

namespace Registry.Contracts.Tests.Contract;

/// <summary>
/// The server casts between the contract's enums and the domain's, and the numbers stand in sealed values, events and lines. So a
/// number means the same on both sides, name by name.
/// </summary>
public sealed class NumberTests
{
    /// <summary>Values that one side has alone, and why.</summary>
    private static readonly Dictionary<string, string> OneSided = new(StringComparer.Ordinal)
    {
        ["FieldClass.ENVELOPE"] = "not about a person, so need to know never decides it",
        ["AskedBy.UNSPECIFIED"] = "only requests of an older version did not say; theirs is null",
        ["MeasureStatus.UNSPECIFIED"] = "a measure of the domain always has one",
        ["FieldClass.FACTS"] = "what an event says besides its fields; released to nobody, so no contract names it",
    };

    /// <summary>Same number, another word.</summary>
    private static readonly Dictionary<string, string> OtherWord = new(StringComparer.Ordinal)
    {
        ["ReturnChannel.DIPLOMATIC"] = "DIPLOMATIC_CHANNEL",
        ["EvidenceSource.MISSION_ABROAD"] = "MISSION",
    };

    public static TheoryData<string, Type> Pairs => new()
    {
        { nameof(V1.Purpose), typeof(Domain.Access.Purpose) },
        { nameof(V1.FieldClass), typeof(Domain.Access.FieldClass) },
        { nameof(V1.Kinship), typeof(Domain.Victims.Kinship) },
        { nameof(V1.VerificationOutcome), typeof(Domain.Victims.VerificationOutcome) },
        { nameof(V1.EvidenceSource), typeof(Domain.Victims.EvidenceSource) },
        { nameof(ReturnChannel), typeof(Channel) },
        { nameof(V1.Likelihood), typeof(Domain.Matching.Likelihood) },
        { nameof(V1.LikenessReason), typeof(Domain.Matching.LikenessReason) },
        { nameof(V1.Certainty), typeof(Domain.Law.Certainty) },
        { nameof(V1.AskedBy), typeof(Domain.Protection.AskedBy) },
        { nameof(V1.DisclosureMeans), typeof(Domain.Disclosures.DisclosureMeans) },
        { nameof(V1.DutyKind), typeof(Domain.Law.DutyKind) },
        { nameof(V1.TaskState), typeof(Domain.Tasks.TaskState) },
        { nameof(V1.SpokenBy), typeof(Domain.Victims.SpokenBy) },
        { nameof(V1.ReferralStatus), typeof(Domain.Victims.ReferralStatus) },
        { nameof(V1.HandoverStatus), typeof(Domain.Protection.HandoverStatus) },
        { nameof(V1.DocumentKind), typeof(Domain.Protection.DocumentKind) },
        { nameof(V1.SupportKind), typeof(Domain.Law.SupportKind) },
        { nameof(V1.SupportStatus), typeof(Domain.Support.SupportStatus) },
        { nameof(V1.MeasureStatus), typeof(Domain.Protection.MeasureStatus) },
        { nameof(V1.Route), typeof(Domain.Verification.Route) },
        { nameof(V1.VerificationStatus), typeof(Domain.Verification.VerificationStatus) },
        { nameof(V1.FindingGround), typeof(Domain.Verification.FindingGround) },
        { nameof(V1.CertificateKind), typeof(Domain.Victims.CertificateKind) },
        { nameof(V1.RevocationGround), typeof(Domain.Verification.RevocationGround) },
        { nameof(V1.ClosingGround), typeof(Domain.Verification.ClosingGround) },
        { nameof(V1.ContactRole), typeof(Domain.People.ContactRole) },
        { nameof(V1.RepresentativeKind), typeof(Domain.People.RepresentativeKind) },
        { nameof(PaperKind), typeof(Domain.People.PaperKind) },
        { nameof(V1.ReportSpan), typeof(Domain.Reports.ReportSpan) },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_number_means_the_same_in_the_contract_and_in_the_domain(string name, Type domain)
    {
        var contract = Contracted(name).Values.Select(value => (value.Number, Name: Known(name, Bare(name, value)))).ToList();
        var own = Enum.GetValues(domain).Cast<object>().Select(value => (Number: Convert.ToInt32(value, null), Name: Snake(value.ToString()!))).ToList();

        Assert.Equal(
            own.Where(value => !OneSided.ContainsKey($"{name}.{value.Name}")).OrderBy(value => value.Number),
            contract.Where(value => !OneSided.ContainsKey($"{name}.{value.Name}")).OrderBy(value => value.Number));
    }

    [Fact]
    public void The_number_of_a_measure_is_its_clause()
    {
        var clauses = Contracted(nameof(MeasureClause)).Values.Select(value => value.Number);

        Assert.Equal(Enumerable.Range(0, 9), clauses.Order());
    }

    [Fact]
    public void The_forms_of_exploitation_are_the_thirteen_of_the_decree()
    {
        // The domain has no enum of its own for them: what was done to her is sealed before any decision sees the command.
        var forms = Contracted(nameof(ExploitationForm)).Values.Select(value => value.Number);

        Assert.Equal(Enumerable.Range(0, 14), forms.Order());
    }

    [Fact]
    public void Every_enum_starts_with_nothing_said() => Assert.All(
        TheContract.Files.SelectMany(file => file.EnumTypes),
        type => Assert.EndsWith("_UNSPECIFIED", type.FindValueByNumber(0)?.Name, StringComparison.Ordinal));

    private static EnumDescriptor Contracted(string name) => TheContract.Files.SelectMany(file => file.EnumTypes).Single(type => type.Name == name);

    private static string Known(string type, string bare) => OtherWord.GetValueOrDefault($"{type}.{bare}", bare);

    private static string Bare(string type, EnumValueDescriptor value) => value.Name[(Snake(type).Length + 1)..];

    private static string Snake(string pascal) =>
        string.Concat(pascal.Select((letter, at) => char.IsUpper(letter) && at > 0 ? "_" + letter : char.ToUpperInvariant(letter).ToString()));
}
