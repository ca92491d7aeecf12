using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.History;

/// <summary>States are kept between events: those of older versions are read, and round-trip.</summary>
public sealed class KeptStatesTests
{
    private static readonly DateOnly Day = FrozenEvent.Day;

    [Fact]
    public void A_state_kept_before_verification_had_a_state_is_still_read_and_still_decides()
    {
        const string kept = """{"subject":"00000002-0000-0000-8000-000000000000","version":3,"announcement":null,"person":{"kind":"victim","registrar":"DBP-HONGVAN","entry_point":"HONGVAN","channel":"bilateral_agreement","announcement":null,"victim":null,"kinship":null,"accompanies":false,"minor":false,"verification":"confirmed","certificate":"police_confirmation","receptions":[],"referrals":[],"relatives":[],"relations":[{"agency":"CA-TTH","kind":"receiver","from":"2016-03-01","until":null,"source":"00000008-0000-0000-8000-000000000000","named":[],"clause":null}]},"dossier":null}""";

        var state = JsonSerializer.Deserialize<SubjectState>(kept, DomainJson.Options)!;

        Assert.Equal(Route.Repatriated, state.Person!.Verifying.Came);
        Assert.Equal("CERTIFICATE_ALREADY_ISSUED", Certificates.Issue(Hue.Law, state, new(Hue.Police, Day, CertificateKind.PoliceConfirmation)).Refusal?.Reason);
        Assert.Equal("ALREADY_VERIFIED", Verifications.Request(Hue.Law, state, new(Hue.Police, Day, new("CA-ALUOI"))).Refusal?.Reason);
    }

    [Fact]
    public void A_state_kept_before_measures_had_a_life_is_still_read()
    {
        const string kept = """{"subject":"00000002-0000-0000-8000-000000000000","version":1,"announcement":null,"person":null,"dossier":{"id":"00000005-0000-0000-8000-000000000000","requests":[{"id":"00000006-0000-0000-8000-000000000000","clause":5,"requested_by":"CA-TTH","requested_by_kind":"provincial_police","addressee":"SLDTBXH-TTH","open":false}],"measures":[{"id":"00000007-0000-0000-8000-000000000000","decider":"SLDTBXH-TTH","request":null,"certainty":"conflict","fact":{"source":"00000008-0000-0000-8000-000000000000","clause":5,"executors":[],"starts_on":"2016-03-01","ends_on":null,"released":false}}],"relations":[]}}""";

        var state = JsonSerializer.Deserialize<SubjectState>(kept, DomainJson.Options)!;

        Assert.Equal(MeasureStatus.Decided, state.Dossier!.Measures[0].Status);
        Assert.True(state.MeasureFacts[0].HidesOn(Day));
        Assert.True(new Veil(Hue.Law, Facts.Of(state), [], Day).Hides(FieldClass.CurrentPlace, null));
    }

    [Fact]
    public void State_and_facts_survive_JSON()
    {
        var play = new BorderReturn().Referred();

        foreach (var state in play.World.States)
        {
            var json = JsonSerializer.Serialize(state, DomainJson.Options);
            var read = JsonSerializer.Deserialize<SubjectState>(json, DomainJson.Options)!;
            Assert.Equal(json, JsonSerializer.Serialize(read, DomainJson.Options));
            Assert.Equal(Hue.Look(Hue.Centre, Purpose.Care, Facts.Of(state)), Hue.Look(Hue.Centre, Purpose.Care, Facts.Of(read)));

            var facts = JsonSerializer.Serialize(Facts.Of(state), DomainJson.Options);
            Assert.Equal(facts, JsonSerializer.Serialize(JsonSerializer.Deserialize<Facts>(facts, DomainJson.Options), DomainJson.Options));
        }
    }
}
