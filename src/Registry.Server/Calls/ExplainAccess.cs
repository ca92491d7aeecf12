using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Store.Log;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// What the caller could see of a person for a purpose, and by which rule. Opens nothing and releases no key; the line says what was asked. It is the one rule that
/// answers, so of a stranger, of nobody and of what is hidden it says the same; the answer leaves on the tick.
/// </summary>
internal sealed class ExplainAccess(Deciding deciding, AccessRecorder recorder, LawTables law)
{
    private const int Attempts = 3;

    public async Task<ExplainAccessResponse> Answer(ExplainAccessRequest request, Call call)
    {
        // Who administers asks about nobody, whoever it is.
        if (call.Caller.Kind == Domain.Agencies.AgencyKind.RegistryAdministration)
            throw Failures.Of("NOT_YOUR_TASK");
        call.LeavesOnTick = true;
        var (person, asked) = (Wire.Id(request.PersonId), request.AskedClasses.Select(one => (DomainClass)one).ToHashSet());
        for (var attempt = 1; ; attempt++)
        {
            if (attempt > 1)
                await deciding.Again(call);
            var record = await deciding.Load(call, person);
            var enrolment = await deciding.Directory(call);
            var decided = await deciding.Decide(call, enrolment, record, asked, prospective: []);

            // A stranger is told the same however often the record or the directory moves under the call; what is granted is told as it stands, or not at all.
            var last = attempt == Attempts;
            if (await recorder.Explained(call, decided.Counted, decided.Decision, guarded: !last || decided.Decision.Granted) is LineResult.Stale)
            {
                if (last)
                    throw Failures.Of("UNAVAILABLE");
                continue;
            }

            if (!decided.Decision.Granted)
                call.Missed = true;
            return Explained(decided.Decision);
        }
    }

    private ExplainAccessResponse Explained(Decision decision)
    {
        var answer = new ExplainAccessResponse();
        answer.Permitted.AddRange(decision.Permitted.Select(one => Explained(one.Key, one.Value)));
        answer.Refused.AddRange(decision.Refused.Select(one => Explained(one.Key, one.Value)));
        return answer;
    }

    private ExplainedClass Explained(DomainClass one, string rule) => new() { Explained = (V1.FieldClass)one, Rule = rule, Source = law.Rule(rule)?.Source ?? "" };
}
