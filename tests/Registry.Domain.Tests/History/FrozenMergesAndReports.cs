using System.Text;
using Registry.Domain.History;
using Registry.Domain.Merging;
using Registry.Domain.Reports;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.History;

/// <summary>What the second versions of a merge and of a report look like, letter by letter.</summary>
public sealed class FrozenMergesAndReports
{
    /// <summary>Version 1 of both is frozen in <see cref="EventCatalogTests"/> and is read by the same record.</summary>
    [Fact]
    public void A_merge_says_whose_record_is_kept_and_a_report_by_which_demand_since_version_2()
    {
        (DomainEvent Event, string Json)[] frozen =
        [
            (new PersonMerged(Hue.Day, Hue.Police.Agency, new("00000003-0000-0000-8000-000000000000"), false, [Hue.Police.Agency], PersonKind.Victim),
                """{"by":"CA-TTH","other":"00000003-0000-0000-8000-000000000000","kept":false,"known_to":["CA-TTH"],"kept_kind":"victim","occurred_on":"2016-03-01"}"""),
            (new ReportSubmitted(Hue.Day, Hue.Post.Agency, Hue.Labour.Agency, "QD22/2015-D15.2", 2015, ReportSpan.SecondHalf, true, false, false, new(2016, 1, 5), "ab12", "cd34", "ef56"),
                """{"by":"DBP-HONGVAN","to":"SLDTBXH-TTH","basis":"QD22/2015-D15.2","year":2015,"span":"second_half","on_demand":true,"late":false,"whole_province":false,"as_of":"2016-01-05","law_version":"ab12","hash":"cd34","demand":"ef56","occurred_on":"2016-03-01"}"""),
        ];

        foreach (var (happened, json) in frozen)
        {
            Assert.Equal(2, EventCatalog.Of(happened).SchemaVersion);
            Assert.Equal(json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(happened)));
            Assert.Equal(json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(EventCatalog.ReadFacts(EventCatalog.Of(happened).Alias, 2, Encoding.UTF8.GetBytes(json)))));
        }
    }
}
