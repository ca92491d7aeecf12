using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Registry.Domain.Emergencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// An emergency look: the way of every act, by a row of its own, so that whom the agency may not name today is nobody here, too. The line is of its own
/// kind and on disk before the officer can read anything; his words stand in its sealed part alone.
/// </summary>
internal sealed class BreakGlass(Acts acts, GlassCeiling ceiling, LawTables law, ServerOptions options)
{
    public async Task<BreakGlassResponse> Answer(BreakGlassRequest request, Call call)
    {
        var glass = acts.NewSubject(call, request.RequestId);
        if (!ceiling.Take(call.Caller, glass))
            throw Failures.Of("CEILING_REACHED");
        call.Glass = new GlassRecord(glass, Verdict: null);
        var command = new Domain.Emergencies.BreakGlass(
            call.Caller.Actor, call.Officer, Wire.Today(call, request.OccurredOn), call.Now, options.BreakGlass, glass, WordsOf(call));
        try
        {
            var answer = await acts.Do(call, request, request.RequestId, new Act<BreakGlassResponse>
            {
                Subject = Wire.Id(request.PersonId),
                StreamType = StreamTypes.Person,
                // In an emergency nobody waits for the version that another officer moved.
                Expected = null,
                Decide = state => BreakingGlass.Break(law, state, command),
                Answer = written => new BreakGlassResponse
                {
                    GlassId = glass.ToString(),
                    Version = written.Version,
                    EndsAt = Timestamp.FromDateTimeOffset(((GlassBroken)written.Happened).EndsAt),
                },
            });
            ceiling.Broke(call.Caller, glass);
            return answer;
        }
        catch (CallFailedException refused) when (refused.Status is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            // Anything else may have been written: whoever hangs up in between is given nothing back.
            ceiling.GiveBack(glass);
            throw;
        }
    }

    /// <summary>How many letters and digits the caller's own words have.</summary>
    internal static int WordsOf(Call call) => call.Context.Justification.Count(char.IsLetterOrDigit);
}
