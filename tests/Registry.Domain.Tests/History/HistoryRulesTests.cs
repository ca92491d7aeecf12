using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.History;

/// <summary>Under which class an event is seen, and which events no version tells of.</summary>
public sealed class HistoryRulesTests
{
    [Fact]
    public void Every_event_of_a_person_says_under_which_class_a_history_shows_it() =>
        Assert.All(EventCatalog.All.Where(kind => kind.StreamType is StreamTypes.Person or StreamTypes.Dossier), kind => Assert.True(HistoryRules.Has(kind.ClrType), kind.Alias));

    [Fact]
    public void Quiet_is_what_only_inspectors_see_a_note_and_the_mirror_of_a_block()
    {
        var block = new ContactBlocked(Hue.Day, Hue.Labour.Agency, Guid.NewGuid(), Guid.NewGuid(), null, [], Mirror: false);

        Assert.Equal(["assignment_revoked", "disclosure_recorded", "glass_broken", "glass_reviewed", "officer_assigned"], HistoryRules.OfLooks.Order(StringComparer.Ordinal));
        Assert.Equal((false, true), (HistoryRules.IsQuiet(block), HistoryRules.IsQuiet(block with { Mirror = true })));
        Assert.True(HistoryRules.IsQuiet(new TaskAcknowledged(Hue.Day, DutyKind.Verify, Guid.NewGuid(), Hue.Labour.Agency, Told: false, Hue.Labour.Agency)));
    }
}
