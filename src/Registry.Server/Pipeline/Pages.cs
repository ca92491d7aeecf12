using Registry.Domain.Access;
using Registry.Server.Records;
using Registry.Server.Subjects;
using Registry.Store.Log;

namespace Registry.Server.Pipeline;

/// <summary>
/// One page about many subjects: each through the one rule, on facts read for this page, and with a line of its own on disk before anything is
/// told about it. Whoever is hidden is absent and leaves no line: the caller asked for nobody and is told of nobody.
/// </summary>
internal sealed class Pages(SubjectRecords records, Deciding deciding, AccessRecorder recorder)
{
    /// <summary>Subjects of a page.</summary>
    public const int Most = 50;

    /// <summary>Sizes that a caller may ask for.</summary>
    public static readonly PageSize Sizes = new(Usual: Most, Most);

    /// <summary>So many times <see cref="Most"/> entries of an index are read for one page.</summary>
    private const int Chunks = 40;

    /// <summary>Facts that moved under a decision are decided on again this often.</summary>
    private const int Attempts = 3;

    /// <summary>
    /// A page out of an index that holds more than the caller may be told: it is read on until the page is full or the index ends, so that how
    /// full a page is, and whether there is another, says nothing of those who are hidden.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="read">Subjects after one, in the order of the index, so many at the most.</param>
    /// <param name="after">Where to begin.</param>
    /// <param name="size">Subjects to tell of.</param>
    /// <param name="asked">Classes that the page tells.</param>
    /// <param name="tell">As of <see cref="Tell"/>.</param>
    /// <returns>What is told, and where the next page begins: after a full page always, and after so many entries that no call reads more.</returns>
    public async Task<(IReadOnlyList<T> Told, Guid? Next)> Walk<T>(
        Call call, Func<Guid, int, IReadOnlyList<Guid>> read, Guid after, int size, IReadOnlySet<FieldClass> asked, Func<SubjectRecord, Decision, T?> tell)
        where T : class
    {
        var told = new List<T>();
        for (var chunk = 0; chunk < Chunks && told.Count < size; chunk++)
        {
            var subjects = read(after, Most);
            var loaded = (await records.Load(subjects, call.Cancel)).Values.ToDictionary(record => record.State.Subject);
            var left = size - told.Count;
            var enrolment = await deciding.Directory(call);
            var shown = new List<Guid>();
            foreach (var subject in subjects.TakeWhile(_ => shown.Count < left))
            {
                if (loaded.TryGetValue(subject, out var record)
                    && (await deciding.Decide(call, enrolment, record, asked, prospective: [])).Decision is { Granted: true } decision
                    && tell(record, decision) is not null)
                    shown.Add(subject);
            }

            told.AddRange(await Tell(call, shown, asked, tell));
            if (subjects.Count < Most && shown.Count < left)
                return (told, null);
            after = shown.Count == left ? shown[^1] : subjects[^1];
        }

        return (told, after);
    }

    /// <summary>What may be told, in the order of the subjects.</summary>
    /// <param name="call">The call, as of this page.</param>
    /// <param name="subjects">At most <see cref="Most"/>.</param>
    /// <param name="asked">Classes that the page tells.</param>
    /// <param name="tell">What there is to tell about a subject of which the decision permits something; null for nothing.</param>
    /// <exception cref="CallFailedException">UNAVAILABLE: somebody's record moved faster than a line could be written.</exception>
    public async Task<IReadOnlyList<T>> Tell<T>(
        Call call, IReadOnlyCollection<Guid> subjects, IReadOnlySet<FieldClass> asked, Func<SubjectRecord, Decision, T?> tell)
        where T : class
    {
        var told = new Dictionary<Guid, T>();
        IReadOnlyCollection<Guid> left = subjects;
        for (var attempt = 0; left.Count > 0; attempt++)
        {
            if (attempt == Attempts)
                throw Failures.Of("UNAVAILABLE");
            if (attempt > 0)
                await deciding.Again(call);
            var enrolment = await deciding.Directory(call);
            var page = new List<Ready<T>>();
            foreach (var record in (await records.Load(left, call.Cancel)).Values)
            {
                var decided = await deciding.Decide(call, enrolment, record, asked, prospective: []);
                if (decided.Decision.Granted && tell(record, decided.Decision) is { } what)
                    page.Add(new Ready<T>(decided.Counted, decided.Decision, what));
            }

            if (page.Count == 0)
                break;
            var lines = await recorder.RecordMany(call, [.. page.Select(one => (one.Facts, one.Decision))], asked);
            foreach (var (one, line) in page.Zip(lines).Where(pair => pair.Second is LineResult.Granted))
                told[one.Facts.Subject] = one.What;
            left = [.. page.Zip(lines).Where(pair => pair.Second is LineResult.Stale).Select(pair => pair.First.Facts.Subject)];
        }

        return [.. subjects.Where(told.ContainsKey).Select(subject => told[subject])];
    }

    private sealed record Ready<T>(Facts Facts, Decision Decision, T What);
}
