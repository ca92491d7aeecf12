using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Sealing;
using Registry.Server.Enrolment;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Subjects;
using Registry.Store.Log;
using Registry.Store.Streams;

namespace Registry.Server.Hosting;

/// <summary>
/// The first administrators: nobody is there yet who could propose or approve them, so the operator names them in the configuration of
/// the first start. A development registry names its first inspectors too. Like every act it has its line before and its line after; it can happen once.
/// </summary>
internal sealed class Founding(
    SubjectRecords records, ISubjectKeys keys, AccessRecorder recorder, LogWriter log, EventSealer events, Journal journal, Outbox outbox, OutboxDrainer drainer,
    DirectoryWatch directory, LawTables law, LawClock lawClock, TimeProvider clock)
{
    private static readonly IReadOnlySet<FieldClass> Facts = new HashSet<FieldClass> { FieldClass.Facts };

    /// <summary>Appoints them, or finds that they were; reads the directory, so that the first call finds it read.</summary>
    /// <param name="officers">Two or more, or none.</param>
    /// <param name="inspectors">Who gets the founding mandate; nobody where there is none.</param>
    /// <param name="cancel">Gives up the start.</param>
    /// <exception cref="StartRefusedException">Others were appointed before, or the directory was tampered with.</exception>
    public async Task Found(IReadOnlyList<string> officers, IReadOnlyList<string> inspectors, CancellationToken cancel)
    {
        var record = await Stands(cancel);
        if (officers.Count > 0 && record.State.Directory is not { HasAdministrators: true })
            record = await Happen(record, AgencyKind.RegistryAdministration, "Founding/AppointAdministrators", officers, (today, agency) => new AdministratorsAppointed(today, agency, [.. officers]), cancel);
        if (inspectors.Count > 0 && record.State.Directory?.Applied.Any(change => change.Proposal == Mandate.Founding) is not true)
            record = await Happen(record, AgencyKind.Inspectorate, "Founding/GiveMandate", inspectors, (today, agency) => new MandateFounded(today, Mandate.Founding, FoundingMandate(today, agency, inspectors)), cancel);

        var appointed = record.State.Directory?.Applied.Where(change => change.Proposal == Guid.Empty).Select(change => change.Change.Whom!) ?? [];
        if (officers.Count > 0 && !appointed.Order(StringComparer.Ordinal).SequenceEqual(officers.Order(StringComparer.Ordinal)))
            throw new StartRefusedException(["FirstAdministrators names others than were appointed; who may act is changed by AgencyService now"]);
        await directory.Current(cancel);
    }

    /// <summary>Without its row the acts of the directory would be forgotten: every suspended agency could call again.</summary>
    private async Task<SubjectRecord> Stands(CancellationToken cancel)
    {
        try
        {
            return await records.Load(DirectoryState.Subject, cancel);
        }
        catch (RecordTamperedException)
        {
            throw new StartRefusedException(["the directory of who may act does not agree with its events: somebody took the record away, or put an old one back"]);
        }
    }

    /// <summary>Over everything, for as long as anybody develops with one directory, and with a ceiling like every mandate.</summary>
    private static DirectoryChange.GiveMandate FoundingMandate(DateOnly today, AgencyCode agency, IReadOnlyList<string> inspectors) => new(
        agency, "FOUNDING", today, "FoundingInspectors", [.. inspectors], DateOnly.MinValue, today.AddYears(10), MandateScope.All, Mandate.MostLinesADay);

    private async Task<SubjectRecord> Happen(
        SubjectRecord record, AgencyKind kind, string method, IReadOnlyList<string> officers, Func<DateOnly, AgencyCode, Domain.History.DomainEvent> what, CancellationToken cancel)
    {
        var today = lawClock.Today;
        var agency = law.AgenciesOfTables.All.FirstOrDefault(one => one.Kind == kind)
            ?? throw new StartRefusedException([$"the tables have no agency of the kind {kind}"]);
        try
        {
            await keys.Create(DirectoryState.Subject, cancel);
        }
        catch (InvalidOperationException)
        {
            // An earlier start made it and got no further.
        }

        var intent = new AccessRecord
        {
            At = clock.GetUtcNow(),
            Kind = RecordKind.Intent,
            Method = method,
            Law = law.Version,
            Trace = Guid.NewGuid(),
            Purpose = Purpose.Administration,
            Running = string.Join(' ', officers),
        };
        var line = recorder.Line(intent, "", DirectoryState.Subject, Facts, grant: true);
        LineResult? written = null;
        await Resources.WithoutHaste(async () => written = await log.Write(line, cancel), cancel);
        if (written is not LineResult.Granted { Receipt: var receipt })
            throw new LogUnavailableException("The line of the founding was not written.");

        using var released = await keys.Release(receipt, cancel);
        var head = record.Head(DirectoryState.Subject, Domain.History.StreamTypes.Agency).Version;
        var (sealedEvent, after) = events.Seal(record, released, DirectoryState.Subject, Domain.History.StreamTypes.Agency, what(today, agency.Code), Guid.NewGuid(), []);
        var outcome = intent with
        {
            Kind = RecordKind.Outcome,
            Intent = receipt.RecordId,
            Running = null,
            Appended = [new AppendedTo(DirectoryState.Subject, sealedEvent.Version, sealedEvent.Mac)],
        };
        try
        {
            await journal.Write(
                new ActWrite(
                    [new StreamAppend(DirectoryState.Subject, Domain.History.StreamTypes.Agency, head, [sealedEvent])], DirectoryState.Subject, ExpectedRow: record.Row,
                    records.Seal(after), Superseded: null, outbox.Owe(outcome, DirectoryState.Subject), Request: null, Index: null),
                CancellationToken.None);
        }
        catch (VersionMovedException)
        {
            // Another process was first; whether it appointed the same is seen by whom it appointed.
        }

        drainer.Announce();
        return await records.Load(DirectoryState.Subject, cancel);
    }
}
