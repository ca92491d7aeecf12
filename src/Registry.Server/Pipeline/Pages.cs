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

    /// <summary>Facts that moved under a decision are decided on again this often.</summary>
    private const int Attempts = 3;

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
