using Google.Protobuf;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Server.Enrolment;
using Registry.Server.Pipeline;

namespace Registry.Server.Audit;

/// <summary>
/// Sees to it that inspectors read lines under a mandate that names them, in its time and below its ceiling. How much was shown is counted from the log
/// itself, so it holds for all processes and through restarts; calls of one moment can exceed it together, by one page each.
/// </summary>
internal sealed class Mandates(DirectoryWatch directory, AccessIndex index, LawTables law)
{
    private const int UsualPage = 50;

    /// <summary>Puts the mandate of a call that inspects into it. Who is no inspector has none and is refused like nobody by need to know.</summary>
    /// <exception cref="CallFailedException">MANDATE_NEEDED, MANDATE_NOT_IN_FORCE or MANDATE_CEILING_REACHED.</exception>
    public async Task Admit(Call call, IMessage request)
    {
        if (call.Caller.Kind != AgencyKind.Inspectorate || call.Purpose != Purpose.Audit)
            return;
        await Admit(call, request.Descriptor.FindFieldByName("page_size") is not { } field ? 0 : (int)field.Accessor.GetValue(request) is var size and > 0 ? size : UsualPage);
    }

    /// <summary>The same for so many lines: a call that is about to show them.</summary>
    public async Task Admit(Call call, int lines)
    {
        var named = Guid.TryParseExact(call.Context.MandateId, "D", out var id) ? id : (Guid?)null;
        var (mandate, refusal) = MandateActs.Of(law, directory.Latest, named, call.Caller.Agency, call.Caller.Officer, call.Today);
        if (mandate is null)
            throw Failures.Of(refusal!);
        call.Mandate = mandate;
        if (await index.Shown(mandate.Id, call.Today, call.Cancel) + Math.Max(lines, 1) > mandate.Given.LinesADay)
            throw Failures.Of(law.Refuse(RefusalReason.MandateCeilingReached, call.Today));
        call.Shows = lines;
    }

    /// <summary>True when the mandate of the call opens the line.</summary>
    public static bool Covers(Call call, IndexedRecord line) =>
        call.Mandate is { Given.Scope: var scope } && scope.Covers(line.Subject, new AgencyCode(line.Content.Agency));
}
