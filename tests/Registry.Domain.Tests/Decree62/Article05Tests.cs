using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Decree62;

/// <summary>Art. 5: who is a victim, and by which evidence.</summary>
public sealed class Article05Tests
{
    [Fact]
    public void Clause_1_names_the_forms_and_the_code_list_of_the_decree_has_them() => Assert.Equal(
        ["BEGGING", "EROTIC_SHOW", "FORCED_BIRTH", "FORCED_CRIME", "FORCED_LABOUR", "FORCED_MARRIAGE", "ORGAN", "OTHER_INHUMAN", "PORN_PRODUCTION", "PROSTITUTION", "RECRUIT_TRANSPORT_HARBOUR", "SEX_SLAVERY", "TRADE"],
        Hue.Law.Codes.Single(c => c is { Name: "exploitation-forms", Version: "ND62-2012" }).Rows.Select(r => r.Standing.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Clause_2_names_eight_sources_of_evidence() =>
        Assert.Equal(8, Hue.Law.Codes.Single(c => c is { Name: "evidence-sources", Version: "ND62-2012" }).Rows.Length);

    [Fact]
    public void Clause_2_a_finding_names_its_sources()
    {
        var play = new BorderReturn().Received();

        var refusal = Domain.Verification.Verifications.Record(Hue.Law, play.World[play.Victim], new(Hue.Police, Hue.Day, VerificationOutcome.Confirmed, [])).Refusal;

        Assert.Equal("ND62/2012-D5", refusal?.Source);
    }
}
