using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Protection;

/// <summary>Papers of the file (Decree 62/2012 Art. 11). The first three were read; the rest of the article is inferred.</summary>
public enum DocumentKind
{
    Unspecified = 0,

    /// <summary>Văn bản đề nghị: the written request.</summary>
    WrittenRequest = 1,

    /// <summary>Lý lịch: the personal record of the protected person.</summary>
    PersonalRecord = 2,

    /// <summary>Papers that show harm or risk.</summary>
    RiskPaper = 3,

    Decision = 4,
    Report = 5,
    ChangeOrEnd = 6,
}

/// <summary>A paper of the file by reference. Number, date, issuer, keyed hash and custodian are sealed fields.</summary>
public sealed record DossierDocumentAdded(DateOnly OccurredOn, Guid Document, DocumentKind Kind, AgencyCode By) : DomainEvent(OccurredOn);

/// <summary>The papers of an urgent measure were made up; the decision is a sealed field.</summary>
public sealed record MeasurePapersRecorded(DateOnly OccurredOn, Guid Measure, AgencyCode By) : DomainEvent(OccurredOn);

/// <summary>A paper as the dossier's state keeps it.</summary>
public sealed record DossierDocument(Guid Id, DocumentKind Kind, AgencyCode By, DateOnly On);

/// <summary>Command: add a paper to the file by reference.</summary>
public sealed record AddDossierDocument(Actor By, DateOnly On, Guid Document, DocumentKind Kind);

/// <summary>Command: make up the papers of an urgent measure.</summary>
public sealed record RecordMeasurePapers(Actor By, DateOnly On, Guid Measure);

/// <summary>Decisions about the papers of a file.</summary>
public static class DossierDocuments
{
    /// <summary>By who answers for a measure, carries one out or was asked for one: they make up the file.</summary>
    public static Decided Add(LawTables law, SubjectState state, AddDossierDocument command)
    {
        if (state.Dossier is not { } dossier
            || !law.Holds(dossier.Relations, command.By.Agency, command.On, RelationKind.RequestAddressee, RelationKind.Decider, RelationKind.Executor))
            return law.Refuse(RefusalReason.MeasureNotYours, command.On);

        return new DossierDocumentAdded(command.On, command.Document, command.Kind, command.By.Agency);
    }

    /// <summary>Measure first, papers after (RULE-URGENT): the three papers of Art. 11 and the decision. Too late is late, and still recorded.</summary>
    public static Decided RecordPapers(LawTables law, SubjectState state, RecordMeasurePapers command)
    {
        var on = command.On;
        if (state.Dossier is not { } dossier || dossier.FindMeasure(command.Measure) is not { } measure
            || !law.Agencies.StandsFor(command.By.Agency, measure.Decider, on))
            return law.Refuse(RefusalReason.MeasureNotYours, on);
        if (measure.PapersDue is null) return law.Refuse(RefusalReason.PapersAlreadyRecorded, on);
        if (on < measure.ChangedOn) return law.Refuse(RefusalReason.PeriodNotValid, on);

        return Missing(law, state, on) is { } missing ? missing : new MeasurePapersRecorded(on, command.Measure, command.By.Agency);
    }

    /// <summary>The refusal that names the first paper that is missing or came later, or null.</summary>
    internal static Refusal? Missing(LawTables law, SubjectState state, DateOnly on)
    {
        Refusal? Lacks(DocumentKind kind, RefusalReason reason)
        {
            var papers = (state.Dossier?.Documents ?? []).Where(d => d.Kind == kind).ToArray();
            if (papers.Length == 0) return law.Refuse(reason, on);
            return papers.Any(d => d.On <= on) ? null : law.Refuse(RefusalReason.DateBeforeLastStep, on);
        }

        return Lacks(DocumentKind.WrittenRequest, RefusalReason.WrittenRequestMissing)
            ?? Lacks(DocumentKind.PersonalRecord, RefusalReason.PersonalRecordMissing)
            ?? Lacks(DocumentKind.RiskPaper, RefusalReason.RiskPaperMissing);
    }
}
