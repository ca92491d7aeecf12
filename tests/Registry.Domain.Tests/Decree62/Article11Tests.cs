using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decree62;

/// <summary>Art. 11: the papers of the file. Its first three were read, the rest is inferred.</summary>
public sealed class Article11Tests
{
    /// <summary>The law with the switch by which no measure is decided before its papers are there.</summary>
    private static readonly LawTables Strict = LocalSheet.Law("PAPERS_BEFORE_DECISION", on: true);

    [Theory]
    [InlineData(DocumentKind.WrittenRequest, "WRITTEN_REQUEST_MISSING")]
    [InlineData(DocumentKind.PersonalRecord, "PERSONAL_RECORD_MISSING")]
    [InlineData(DocumentKind.RiskPaper, "RISK_PAPER_MISSING")]
    public void The_file_holds_a_request_a_personal_record_and_papers_of_the_risk(DocumentKind missing, string reason)
    {
        DocumentKind[] papers = [DocumentKind.WrittenRequest, DocumentKind.PersonalRecord, DocumentKind.RiskPaper];
        var play = new BorderReturn().Certified();
        var state = papers.Where(p => p != missing).Aggregate(Asked(play), WithPaper);

        Assert.Equal((reason, "ND62/2012-D11"), Refused(state));
        Assert.Null(Refused(WithPaper(state, missing)).Reason);
    }

    [Fact]
    public void As_shipped_a_measure_does_not_wait_for_its_papers_for_the_article_sets_no_time()
    {
        var play = new BorderReturn().Certified();

        Assert.Null(Assert.NotNull(play.World.Measure(play.Victim, Hue.Labour, 5)).Refusal?.Reason);
    }

    [Fact]
    public void A_paper_is_added_by_who_makes_up_the_file_and_by_nobody_else()
    {
        var play = new BorderReturn().Certified();
        var state = Asked(play);

        Assert.Null(DossierDocuments.Add(Hue.Law, state, new(Hue.Investigation, Hue.Day, Guid.NewGuid(), DocumentKind.RiskPaper)).Refusal);
        Assert.Equal("MEASURE_NOT_YOURS", DossierDocuments.Add(Hue.Law, state, new(Hue.Police, Hue.Day, Guid.NewGuid(), DocumentKind.RiskPaper)).Refusal?.Reason);
    }

    private static SubjectState Asked(BorderReturn play)
    {
        Assert.Null(Assert.NotNull(play.World.Ask(play.Victim, Hue.Labour, play.GuardRequest, 3, Hue.Investigation)).Refusal);
        return play.World[play.Victim];
    }

    private static SubjectState WithPaper(SubjectState state, DocumentKind kind) =>
        state.Apply(StreamTypes.Dossier, new DossierDocumentAdded(Hue.Day, Guid.NewGuid(), kind, Hue.Investigation.Agency), Guid.NewGuid());

    private static (string? Reason, string? Source) Refused(SubjectState state)
    {
        var refusal = ProtectionDossier.Decide(Strict, state, new(Hue.Investigation, Hue.Day, Guid.NewGuid(), Guid.NewGuid(), 3, [], Hue.Day, null, null)).Refusal;
        return (refusal?.Reason, refusal?.Source);
    }
}
