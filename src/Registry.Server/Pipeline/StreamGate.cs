using Grpc.Core;
using Registry.Domain.Access;
using Registry.Server.Enrolment;

namespace Registry.Server.Pipeline;

/// <summary>
/// What a stream goes through besides the pipeline: it lives at most as long as its token, ends when the server stops, and every page is a call
/// of its own to the ceilings, the identity and the day.
/// </summary>
internal sealed class StreamGate(Identities identities, Ceilings ceilings, LawClock lawClock, TimeProvider clock, IHostApplicationLifetime life)
{
    private readonly (Identities Identities, Ceilings Ceilings, LawClock Law, TimeProvider Clock, CancellationToken Stopping) parts =
        (identities, ceilings, lawClock, clock, life.ApplicationStopping);

    /// <summary>Law date, read anew: a stream may live past midnight.</summary>
    public DateOnly Today => parts.Law.Today;

    /// <summary>Opens the gate for a call.</summary>
    /// <exception cref="CallFailedException">CEILING_REACHED.</exception>
    public OpenStream Open(Call call)
    {
        var stream = new OpenStream(this, call, parts.Ceilings.Watch(call.Caller) ?? throw Failures.Of("CEILING_REACHED"));
        // It asks about nobody in particular, and lives longer than the minute that it began in.
        call.Miss?.GiveBack();
        return stream;
    }

    internal sealed class OpenStream : IDisposable
    {
        private readonly StreamGate gate;
        private readonly Call call;
        private readonly Ceilings.Taken place;
        private readonly CancellationTokenSource expired;
        private readonly CancellationTokenSource ended;

        public OpenStream(StreamGate gate, Call call, Ceilings.Taken place)
        {
            (this.gate, this.call, this.place) = (gate, call, place);
            var left = call.Caller.Expires - gate.parts.Clock.GetUtcNow();
            expired = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), gate.parts.Clock);
            ended = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel, expired.Token, gate.parts.Stopping);
        }

        /// <summary>Trips when the caller leaves, the deadline passes, the token expires or the server stops.</summary>
        public CancellationToken Ended => ended.Token;

        /// <summary>The call as of this page: who calls is proven anew, the page counts as a call, and the day is today's.</summary>
        /// <exception cref="CallFailedException">TOKEN_NOT_VALID, CEILING_REACHED, what bars the caller by now, or UNAVAILABLE when nobody can say.</exception>
        public async Task<Call> Page()
        {
            var today = gate.parts.Law.Today;
            var (caller, why) = await Prove(today);
            if (caller is null)
                throw Failures.Of("TOKEN_NOT_VALID");
            if (why.Length > 0)
                throw Failures.Of(why);
            if (!gate.parts.Ceilings.Count(caller))
                throw Failures.Of("CEILING_REACHED");
            return call with { Caller = caller, Now = gate.parts.Clock.GetUtcNow(), Today = today, Cancel = Ended };
        }

        private async Task<(Caller? Caller, string Why)> Prove(DateOnly today)
        {
            try
            {
                return await gate.parts.Identities.Prove(call.Server.GetHttpContext(), today);
            }
            catch (DirectoryUnreadException)
            {
                throw Failures.Of("UNAVAILABLE");
            }
        }

        /// <summary>Runs the stream and says why it ended when nobody gave it up.</summary>
        /// <exception cref="CallFailedException">TOKEN_EXPIRED or STOPPING.</exception>
        public async Task Run(Func<Task> stream)
        {
            try
            {
                await stream();
            }
            catch (OperationCanceledException) when (Ended.IsCancellationRequested && !call.Cancel.IsCancellationRequested)
            {
                throw Failures.Of(expired.IsCancellationRequested ? "TOKEN_EXPIRED" : "STOPPING");
            }
            catch (InvalidOperationException late) when (call.Cancel.IsCancellationRequested)
            {
                // The transport takes no message for a caller who has left.
                throw new OperationCanceledException("The caller has left.", late, call.Cancel);
            }
        }

        public void Dispose()
        {
            ended.Dispose();
            expired.Dispose();
            place.GiveBack();
        }
    }
}
