using Registry.Domain.Law;
using Registry.Server.Audit;
using Registry.Server.Audit.Review;
using Registry.Server.Calls;
using Registry.Server.Cases;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Reports;
using Registry.Server.Search;
using Registry.Server.Subjects;

namespace Registry.Server.Hosting;

/// <summary>The parts of the server by name. All are singletons: state lives in the call, never in them.</summary>
internal static class Registration
{
    public static void AddPipeline(this IServiceCollection services) => services
        .AddSingleton<OfficerTags>().AddSingleton<Identities>().AddSingleton<RequestRules>().AddSingleton<Ceilings>().AddSingleton<GlassCeiling>().AddSingleton<CallPipeline>().AddSingleton<UnreadCalls>()
        .AddSingleton<WitnessedLines>().AddSingleton<AccessRecorder>().AddSingleton<Deciding>().AddSingleton<Looks>().AddSingleton<DecisionNumbers>().AddSingleton<Acts>()
        .AddSingleton<Disclosure>().AddSingleton<SubjectRecords>().AddSingleton<EventSealer>().AddSingleton<Sealing.Sealer>()
        .AddSingleton<Pages>().AddSingleton<StreamGate>().AddSingleton<CaseIndex>()
        .AddSingleton<CaseFollower>().AddHostedService(provider => provider.GetRequiredService<CaseFollower>())
        .AddSingleton<StatisticsEntries>()
        .AddSingleton<ChangeStreams>().AddSingleton<SlotTags>().AddSingleton<Kindred>().AddSingleton<Candidates>().AddSingleton<Opened>()
        .AddSingleton<AccessIndex>().AddSingleton<LogProofs>()
        .AddSingleton<AccessIndexBuilder>().AddHostedService(provider => provider.GetRequiredService<AccessIndexBuilder>())
        .AddSingleton<NobodysLines>().AddHostedService(provider => provider.GetRequiredService<NobodysLines>());

    public static void AddCalls(this IServiceCollection services) => services
        .AddSingleton<AnnounceReturn>().AddSingleton<AcknowledgeAnnouncement>().AddSingleton<RegisterVictim>()
        .AddSingleton<NewRelative>().AddSingleton<AddRelative>().AddSingleton<AddAccompanyingMinor>()
        .AddSingleton<RecordReception>().AddSingleton<RecordVerificationResult>().AddSingleton<IssueCertificate>()
        .AddSingleton<ProposeReferral>().AddSingleton<AnswerReferral>().AddSingleton<HandOverPerson>()
        .AddSingleton<GetIdentity>().AddSingleton<VerifyCertificate>()
        .AddSingleton<DossierActs>().AddSingleton<RequestProtection>().AddSingleton<DecideMeasure>().AddSingleton<GetDossier>()
        .AddSingleton<RejectProtectionRequest>().AddSingleton<DeclineMeasure>().AddSingleton<StartMeasure>().AddSingleton<ChangeExecutors>()
        .AddSingleton<TransferMeasure>().AddSingleton<WithdrawMeasure>().AddSingleton<EndMeasure>().AddSingleton<ReleaseSecrecy>()
        .AddSingleton<GetReceipt>().AddSingleton<ListAccesses>().AddSingleton<GetRecord>()
        .AddSingleton<PageTokens>().AddSingleton<GetHistory>().AddSingleton<PersonMerges>().AddSingleton<MergePersons>().AddSingleton<UnmergePersons>()
        .AddSingleton<DirectoryActs>().AddSingleton<ProposeChange>().AddSingleton<ApproveChange>().AddSingleton<WithdrawChange>().AddSingleton<GetDirectory>()
        .AddSingleton<GrantBasis>().AddSingleton<RevokeGrant>().AddSingleton<ListGrants>()
        .AddSingleton<ListAgencies>().AddSingleton<ListCodes>().AddSingleton<GetLaw>()
        .AddSingleton<PaperActs>().AddSingleton<RecordSelfReport>().AddSingleton<RequestVerification>().AddSingleton<ExtendVerification>()
        .AddSingleton<RevokeCertificate>().AddSingleton<CloseCase>().AddSingleton<GetCase>()
        .AddSingleton<PersonActs>().AddSingleton<AmendIdentity>().AddSingleton<AddContact>().AddSingleton<RemoveContact>()
        .AddSingleton<BlockContact>().AddSingleton<UnblockContact>().AddSingleton<RecordRepresentative>().AddSingleton<EndRepresentation>()
        .AddSingleton<RecordConsent>().AddSingleton<WithdrawConsent>().AddSingleton<AddDocument>().AddSingleton<GetDocument>()
        .AddSingleton<TaskBook>().AddSingleton<ListTasks>().AddSingleton<AcknowledgeTask>().AddSingleton<WatchTasks>().AddSingleton<ListMyCases>()
        .AddSingleton<RecordDisclosure>()
        .AddSingleton<SupportActs>().AddSingleton<ProposeSupport>().AddSingleton<AppraiseSupport>().AddSingleton<ApproveSupport>()
        .AddSingleton<RejectSupport>().AddSingleton<RecordSupport>().AddSingleton<GetSupport>()
        .AddSingleton<WithdrawReferral>().AddSingleton<TransferPerson>().AddSingleton<GetReferrals>()
        .AddSingleton<ProposeDossierHandover>().AddSingleton<ApproveDossierHandover>().AddSingleton<CollectDossierHandover>()
        .AddSingleton<ApplyUrgently>().AddSingleton<RecordMeasurePapers>().AddSingleton<AddDossierDocument>()
        .AddSingleton<ReportIds>().AddSingleton<ReportDocuments>().AddSingleton<ReportDrafts>().AddSingleton<StatisticsRuns>()
        .AddSingleton<GetStatistics>().AddSingleton<PrepareReport>().AddSingleton<SubmitReport>().AddSingleton<AcknowledgeReport>()
        .AddSingleton<GetReport>().AddSingleton<ListReports>()
        .AddSingleton<PastRecords>().AddSingleton<PastLives>().AddSingleton<GetCheckpoint>().AddSingleton<GetConsistencyProof>().AddSingleton<ReplayDecision>().AddSingleton<WhoCouldRead>()
        .AddSingleton(provider => new ReviewQueue(provider.GetRequiredService<ServerOptions>().Review, provider.GetRequiredService<LawTables>().Calendar))
        .AddSingleton<DayRoots>().AddSingleton<RecentQueues>().AddSingleton<ListReviewQueue>()
        .AddSingleton<CheckIdentity>().AddSingleton<FindIdentity>().AddSingleton<FindDuplicates>().AddSingleton<WatchChanges>()
        .AddSingleton<Mandates>().AddSingleton<AccessFollower>().AddSingleton<WatchAccesses>()
        .AddSingleton<StopSupport>().AddSingleton<ModifyMeasure>()
        .AddSingleton<BreakGlass>().AddSingleton<ReviewBreakGlass>()
        .AddSingleton<AssignmentActs>().AddSingleton<Assign>().AddSingleton<RevokeAssignment>().AddSingleton<ExplainAccess>()
        .AddSingleton<SubjectReport>()
        .AddSingleton<CorrectKinship>()
        .AddSingleton<ReviewDesk>().AddSingleton<SettleReview>();
}
