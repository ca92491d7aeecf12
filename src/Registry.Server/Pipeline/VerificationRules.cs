using Google.Protobuf;
using Registry.V1;

namespace Registry.Server.Pipeline;

/// <summary>The shape of requests about routes, findings and certificates: what <see cref="RequestRules"/> cannot tell from a field alone.</summary>
internal static class VerificationRules
{
    /// <summary>What does not go together.</summary>
    public static IEnumerable<FieldProblem> Check(IMessage request)
    {
        if (request is RegisterVictimRequest registration)
        {
            var handedBack = registration.Route is Route.Unspecified or Route.Repatriated;
            // The channel stays unsaid where she was brought under no agreement and by no mission: a false one is worse than none.
            if (handedBack && registration.AnnouncementId.Length == 0 && registration.EntryPoint.Length == 0)
                yield return new FieldProblem("entry_point", Expected.WithoutAnnouncement);
            if (!handedBack && (registration.Channel != ReturnChannel.Unspecified || registration.AnnouncementId.Length > 0))
                yield return new FieldProblem("channel, announcement_id", Expected.OnlyHandedBack);
            if (registration.ReportedBy != SpokenBy.Unspecified && registration.Route is not (Route.SelfReport or Route.SelfReturnAbroad))
                yield return new FieldProblem("reported_by", Expected.OnlySelfReported);
        }

        if (request is IssueCertificateRequest { Kind: not CertificateKind.ForeignLegalised } own
            && ((own.IssuedOn is not null && !own.BroughtAlong) || own.ForeignIssuer.Length > 0 || own.LegalisedBy.Length > 0))
            yield return new FieldProblem("issued_on, foreign_issuer, legalised_by", Expected.OnlyForeignPaper);
        if (request is IssueCertificateRequest { BroughtAlong: false, IssuedBy.Length: > 0 })
            yield return new FieldProblem("issued_by", Expected.OnlyBroughtAlong);
    }
}
