"""Frequent first names, so that a sentence about a person is known when one stands in it."""

_NAMES = """
aaron abdul abdullah abigail adam adrian agnes agnieszka ahmad ahmed aisha akira alan albert
alberto alejandra alejandro aleksander alessandro alessia alex alexander alexandra alexandre
alexis alfonso alfred ali alice alicia alina alison allison alyssa amanda amelie amir amit amy
amélie ana anastasia anders andrea andreas andrei andrew andrey andrzej andy angela angelika
angelo anil anita anja anke ann anna anne annette annika anthony antje antoine anton antonia
antonio anupam ariana arjun arnaud arne arthur arun ashley astrid audrey axel ayşe barbara bart
bastian beata beate beatrice beatriz ben benedikt benjamin benoit bernard bernd bernhard bettina
bianca birgit bjorn björn bogdan bogusław boris brad bradley brandon brenda brent brian brigitte
bruce bruno bryan camila camille carina carl carla carlo carlos carmen carol carolin carolina
caroline carolyn carsten catarina catherine cathy cecilia celine cesar chandra charles charlie
cheryl chiara chloe chloé chris christa christian christiane christina christine christof
christoph christophe christopher cindy claire clara clarissa claudia claudio clemens clement
clément colin corinna corinne cornelia cristiano cristina cynthia céline dagmar damien dan
daniel daniela daniele danielle danny darren dave david deborah debra denis denise dennis derek
detlef diana diane diego dieter dimitri dirk dmitri dmitry dominic dominik dominique donald
donna doris dorothea douglas dylan edgar edith eduardo edward edwin eileen elaine eleanor elena
elif elisa elisabeth elise elizabeth elke ella ellen emil emilia emily emma emmanuel enrico
enrique eric erica erich erik erika erin ernst esther eugene eva evan evelyn ewa fabian fabien
fabio fatima fatma federico felicitas felipe felix ferdinand fernanda fernando filip filippo
finn fiona florian francesca francesco francis francisco franck francois frank frankie franz
françois françoise fred frederic frederik friedrich fritz frédéric gabriel gabriela gabriele
gareth gary geoffrey georg george georges georgios gerald gerard gerd gerhard gertrud gianni
gilles gina giorgio giovanni gisela giulia giuseppe gloria gordon graham greg gregor gregory
greta guido guillaume gunnar gunter gustav günter hamza hanna hannah hannes hans harald harold
harriet harry hasan hassan heather hector heidi heike heiko heinrich heinz helen helena helene
helga helmut hendrik henning henri henrik henry herbert hermann hiroshi holger horst howard
hubert hugo hussein ian ibrahim ignacio igor ilse imran ines inga inge ingo ingrid irene irina
iris isaac isabel isabella isabelle ivan ivana jackie jacob jacqueline jacques jake jakob jakub
james jamie jan jana jane janet janice janina jannik jaroslav jason javier jean jeanette jeanne
jeff jeffrey jelena jenna jennifer jenny jens jeremy jerome jerry jesper jessica jesús jill jim
jimmy joachim joan joana joanna joao jochen joe joel joelle johan johann johanna johannes john
johnny jon jonas jonathan jorg jorge jose josef joseph joshua josé joão juan juana judith judy
julia julian juliana julie julien juliette jurgen justin justine jutta jérôme jörg jürgen kai
karen karim karin karina karl karsten katarina katarzyna kate katharina katherine kathleen
kathrin kathryn kathy katie katja katrin kavita keith kelly ken kenji kenneth kerstin kevin
khaled kim kimberly kirsten klaus konrad konstantin kristen kristian kristin kristina kristof
krzysztof kurt kyle lara larry lars laura lauren laurence laurent laurie lea leah lena lennart
leo leon leonard leonardo leonie leslie liam lili lilian lina linda lisa logan lorena lorenzo
lothar louis louisa louise luca lucas lucia lucie lucy ludwig luis luisa luise lukas lukasz luke
lydia lynn maciej madeleine madison magdalena magnus mahmoud maja malte manfred manuel manuela
marc marcel marcello marcelo marcin marco marcos marcus margaret margarete margarita maria
mariana marianne marie marina mario marion marisa mariusz mark marko markus marlene marta martha
martin martina mary maryam mateusz mathias mathieu mathilde matt matteo matthew matthias
matthieu maurice mauricio mauro maximilian maya mehmet meike melanie melissa mia michael
michaela michal michał michel michele michelle miguel mihai mike mikhail milan milena mira
miriam mohamed mohammad mohammed monica monika monique moritz muhammad mustafa nadia nadine
nadja nancy naomi natalia natalie natasha nathalie nathan neha neil nele nicholas nick nicola
nicolas nicole niels nigel niklas nikolai nikolas nils nina noah noel nora norbert norman oksana
olaf oleg olga oliver olivia olivier omar oscar oskar otto owen pablo pamela paola paolo pascal
patricia patricio patrick patrik paul paula pauline paulo pavel pawel paweł pedro peggy peter
petra philip philipp philippe phillip pia pierre pieter piotr priya quentin rachel rafael rahul
rainer raj rajesh ralf ralph ramon ramón ravi raymond rebecca regina reiner renate rene rené
ricardo riccardo richard rick rita robert roberta roberto robin rodrigo roger roland rolf romain
roman ron ronald ronja rosa rosemary roxana roy rudolf rupert russell ruth ryan sabine sabrina
salma sam samantha samir samuel sandra sanjay sara sarah sascha satoshi scott sean sebastian
sebastien selina serena serge sergei sergey sergio shane shannon sharon sheila shirley sibylle
siegfried sigrid silke silvia simon simona simone sofia sofie sonia sonja sophia sophie stacy
stefan stefanie stefano steffen stella stephan stephane stephanie stephen steve steven stuart
stéphane sunil susan susana susanne suzanne svantje sven svenja svetlana sylvain sylvia sylvie
sébastien takashi tamara tania tanja tara tatiana ted terence teresa terry tessa theo theodor
theresa thibault thierry thomas thorsten thérèse tiago tiffany tilo tim timo timothy tina tobias
todd tom tomas tomasz tommaso tommy tony torben torsten tracy trevor tristan udo ulf ulrich
ulrike ursula uta ute uwe vadim valentin valentina valeria valerie vanessa vera verena veronica
veronika vicente vicky victor viktor viktoria vincent vincenzo viola virginia vivian vivien
vladimir volker walter waltraud wanda wayne wei wendy werner wilhelm william willy wolfgang
xavier yan yannick yasmin yuki yusuf yves yvonne zachary zeynep zoe zofia łukasz
"""

FIRST_NAMES = frozenset(_NAMES.split())
